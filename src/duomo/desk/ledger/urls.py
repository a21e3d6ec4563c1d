"""Addresses of the ledger."""

from django.urls import path

from duomo.desk.ledger import views

urlpatterns = [
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/verify/", views.verify, name="verify-chain"),
    path("jobs/<int:number>/own-hours/", views.own_hours, name="own-hours"),
]
