"""Addresses of the pages over all rooms."""

from django.urls import path

from duomo.desk.overview import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:number>/", views.job, name="job"),
    path("contractors/<int:number>/", views.contractor, name="contractor"),
    path("portal/", views.portal, name="portal"),
    path("assignments/<str:key>/", views.assignment, name="assignment"),
]
