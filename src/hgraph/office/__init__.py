"""Office over time: who holds a portfolio or policy field on a day, who follows whom, and what passes to whom."""
