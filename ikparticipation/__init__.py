"""The working tool of a county that writes, carries out and renews its Integrationskonzept."""
