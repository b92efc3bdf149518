-- What rules on single hits were re-applied to a hit is its verdict for the review; only what a review said is taken back to the first one.
select at, position, kind, scope, verdict, origin, recipient, is_repeat, case
    when first_verdict is null then 0
    when exists (select 1 from verdicts v where v.id = verdict and v.rule glob 'behaviour.*') then first_verdict
    else 0
  end
from events
where experiment = @experiment and at >= @from and at < @before and kind in (2, 4) and recipient <> 0
