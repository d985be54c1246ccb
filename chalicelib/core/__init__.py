"""What every layer may use: money, ids, time, errors, paging, actors. No AWS and no Chalice."""
