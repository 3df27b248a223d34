"""What a teacher sees: what is offered to schools, asking for a visit, and its secret page."""
