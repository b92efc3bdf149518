-- What rules on single hits were re-applied to a hit is its verdict for the review; only what a review said is taken back to the first one.
select recipient, position, at, kind, scope, variant, verdict, origin, is_repeat, case
    when first_verdict is null then 0
    when exists (select 1 from verdicts v where v.id = verdict and v.rule glob 'behaviour.*') then first_verdict
    else 0
  end, coalesce(known_before, -1)
from events
where experiment = @experiment and at >= @from and recipient <> 0
