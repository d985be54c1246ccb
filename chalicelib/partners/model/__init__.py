"""The nouns of partners: plans (`plans`), trades and uplines (`trades`), receipts (`receipts`)."""
