"""Who works on which brief version: acknowledgement, questions, feasibility, deliveries."""
