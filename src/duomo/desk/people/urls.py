"""Addresses of the pages about contractors; the page of one contractor is drawn over all rooms."""

from django.urls import path

from duomo.desk.people import views

urlpatterns = [
    path("contractors/", views.contractors, name="contractors"),
    path("contractors/new/", views.add_contractor, name="add-contractor"),
    path("contractors/import/", views.import_contractors, name="import-contractors"),
    path("contractors/import/confirm/", views.confirm_import, name="confirm-import"),
    path("contractors/export/", views.export_contractors, name="export-contractors"),
    path("contractors/<int:number>/edit/", views.edit_contractor, name="edit-contractor"),
    path("contractors/<int:number>/archive/", views.archive_contractor, name="archive-contractor"),
]
