"""Clients' money: the ledger, wallets, holds, and what moves money in, out and across."""
