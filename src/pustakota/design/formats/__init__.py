"""How dates are written where no template says otherwise; a language without a module here keeps Django's own."""
