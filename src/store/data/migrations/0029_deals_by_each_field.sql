-- Where a list is filtered by a value that few deals have, these are found by it (store/few_deals.h).
CREATE INDEX deals_by_status ON deals (status, id);
CREATE INDEX deals_by_outcome ON deals (outcome, id);
CREATE INDEX deals_by_channel ON deals (channel, id);
CREATE INDEX deals_by_offering ON deals (offering, id);
CREATE INDEX deals_by_campaign ON deals (campaign, id);
CREATE INDEX deals_by_persona ON deals (persona, id);
CREATE INDEX deals_by_currency ON deals (currency, id);
