"""Addresses of the assignments."""

from django.urls import path

from duomo.desk.assignments import views

urlpatterns = [
    path("jobs/<int:number>/hire/", views.hire, name="hire"),
    path("jobs/<int:number>/questions/", views.questions, name="questions"),
    path("questions/<slug:key>/answer/", views.answer, name="answer-question"),
    path("assignments/<slug:key>/withdraw/", views.withdraw, name="withdraw"),
    path("assignments/<slug:key>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("assignments/<slug:key>/decline/", views.decline, name="decline"),
    path("assignments/<slug:key>/ask/", views.ask, name="ask"),
    path("assignments/<slug:key>/feasibility/", views.feasibility, name="feasibility"),
    path("deliveries/<slug:key>/files/<int:file_id>/", views.delivery_file, name="delivery-file"),
]
