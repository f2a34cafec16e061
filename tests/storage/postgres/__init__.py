"""What the PostgreSQL storage promises beyond the agreement of all: retries, failover, opening, migrations, Citus."""
