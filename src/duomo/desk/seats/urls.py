"""Addresses of this room. Names that begin with `account_` are those that allauth asks for."""

from django.urls import path

from duomo.desk.seats.views import links, mine, people, sign_in, workspace

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/", sign_in.sign_in, name="account_request_login_code"),
    path("sign-in/", sign_in.sign_in, name="account_signup"),
    path("sign-in/", sign_in.sign_in, name="account_inactive"),
    path("sign-in/code/", sign_in.sign_in_code, name="account_confirm_login_code"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("links/<str:token>/", links.sign_in_link, name="sign-in-link"),
    path("invitations/<str:token>/", links.invitation, name="invitation"),
    path("welcome/", links.welcome, name="welcome"),
    path("seats/", mine.seats, name="seats"),
    path("seats/<int:workspace_id>/", mine.take_seat, name="take-seat"),
    path("settings/", mine.settings, name="settings"),
    path("settings/people/", people.people, name="settings-people"),
    path("settings/people/invite/", people.invite, name="invite-member"),
    path("settings/people/<int:member_id>/role/", people.change_role, name="member-role"),
    path("settings/people/<int:member_id>/remove/", people.remove, name="member-remove"),
    path("settings/people/<int:member_id>/renew/", people.renew, name="invitation-renew"),
    path("settings/people/<int:member_id>/revoke/", people.revoke, name="invitation-revoke"),
    path("settings/functions/", workspace.functions, name="settings-functions"),
    path("settings/functions/<int:function_id>/retire/", workspace.retire_function, name="function-retire"),
    path("settings/functions/<int:function_id>/bring-back/", workspace.bring_back_function, name="function-bring-back"),
    path("settings/workspace/", workspace.workspace, name="settings-workspace"),
]
