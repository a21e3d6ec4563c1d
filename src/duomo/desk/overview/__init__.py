"""The pages that read every room: the desk, a job, the contractor's portal."""
