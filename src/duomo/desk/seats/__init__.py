"""Who is acting: workspaces, members, roles, sign-in, the one door to every row, and the chain of what they did."""
