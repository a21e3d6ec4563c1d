"""Addresses of the hours."""

from django.urls import path

from duomo.desk.reserve import views

urlpatterns = [
    path("hours/", views.hours, name="hours"),
    path("hours/<slug:entry_key>/correct/", views.correct_hours, name="correct-hours"),
    path("assignments/<slug:key>/hours/", views.assignment_hours, name="assignment-hours"),
    path("assignments/<slug:key>/top-up/", views.top_up, name="top-up"),
    path("assignments/<slug:key>/hold/", views.hold_purse, name="hold-purse"),
    path("assignments/<slug:key>/approve/", views.approve_hours, name="approve-hours"),
]
