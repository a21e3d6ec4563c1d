"""No domain: page parts, forms, clock, tasks, outbox."""
