"""Addresses of the gate."""

from django.urls import path

from duomo.desk.delivery import views

urlpatterns = [
    path("assignments/<slug:key>/deliver/", views.deliver, name="deliver"),
    path("deliveries/<slug:key>/review/", views.review, name="review"),
    path("deliveries/<slug:key>/accept/", views.accept, name="accept"),
    path("deliveries/<slug:key>/send-back/", views.send_back, name="send-back"),
    path("deliveries/<slug:key>/reject/", views.reject, name="reject"),
    path("deliveries/<slug:key>/take-unfinished/", views.take_unfinished, name="take-unfinished"),
    path("jobs/<int:number>/outcome/", views.outcome, name="outcome"),
    path("jobs/<int:number>/outcome/lesson/", views.add_lesson, name="add-lesson"),
]
