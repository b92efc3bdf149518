-- An experiment that keeps names no longer (mode 2 does) needs none.
delete from recipient_names
where recipient between @from and @last and not exists (
  select 1
  from events e indexed by named_hits
  join experiments x on x.Number = e.experiment
  where e.recipient = recipient_names.recipient and e.named is not null and x.PrivacyMode = 2)
returning recipient
