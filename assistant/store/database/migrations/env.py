"""Run by Alembic: applies the steps over the connection that ``migrate.bring_up_to_date`` hands over."""

from alembic import context

from assistant.store.database.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
