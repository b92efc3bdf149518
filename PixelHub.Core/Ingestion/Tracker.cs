using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.Assignment;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Classification.Behaviour;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;

namespace PixelHub.Core.Ingestion;

/// <summary>
/// The hot path: resolve, classify, assign, decide, append. Everything but the append happens in memory on an immutable snapshot; the returned
/// task ends with the flush that holds the event, and is awaited once. Never throws: a fault of the server costs the record of the hit, not its
/// answer.
/// </summary>
public sealed class Tracker(
    CatalogHolder catalog, RuleSetHolder rules, IEventLog log, PersonKeys people, Anonymity anonymity, IngestCounters counters, TimeProvider time,
    ILogger<Tracker>? logger = null, ICountrySource? countries = null, BurstWatch? bursts = null)
{
    private readonly BurstWatch _bursts = bursts ?? new BurstWatch(rules);
    private readonly FaultLog _faults = new(logger ?? NullLogger<Tracker>.Instance, time);

    /// <summary>Records an impression.</summary>
    /// <param name="slug">The slug as it stands in the path.</param>
    /// <param name="facts">The request.</param>
    public ValueTask<TrackOutcome> TrackImpressionAsync(ReadOnlySpan<char> slug, in RequestFacts facts)
    {
        try
        {
            return catalog.Current.FindBySlug(slug) is not { } experiment ? TrackUnknownAsync(slug, EventKind.Impression)
                : experiment.Status == ExperimentStatus.Archived ? Drop(DropReason.Archived)
                : AppendAsync(Describe(experiment, EventKind.Impression, facts).Event, location: null);
        }
        catch (Exception ex)
        {
            return new(Fault(ex));
        }
    }

    /// <summary>Records a click and says where it leads.</summary>
    /// <param name="slug">The slug as it stands in the path.</param>
    /// <param name="facts">The request.</param>
    public ValueTask<TrackOutcome> TrackClickAsync(ReadOnlySpan<char> slug, in RequestFacts facts)
    {
        if (catalog.Current.FindBySlug(slug) is not { } experiment)
        {
            return TrackUnknownAsync(slug, EventKind.Click);
        }

        var archived = experiment.Status == ExperimentStatus.Archived;
        if (archived && !experiment.KeepLinksAlive)
        {
            return Drop(DropReason.Archived);
        }

        TrackedEvent click;
        Variant variant;
        try
        {
            (click, variant) = Describe(experiment, EventKind.Click, facts);
        }
        catch (Exception ex)
        {
            return new(Fault(ex, LocationOf(experiment, experiment.DefaultVariant)));
        }

        var location = LocationOf(experiment, variant);
        return location is null ? Drop(DropReason.NoDestination)
            : archived ? Drop(DropReason.Archived, location)
            : AppendClickAsync(click, facts, location);
    }

    /// <summary>What can be said of a click's behaviour while it is answered: the hidden link, and many recipients from one address, which is not kept.</summary>
    private ValueTask<TrackOutcome> AppendClickAsync(TrackedEvent click, in RequestFacts facts, string location)
    {
        try
        {
            if (BehaviourRules.IsHoneypot(click.Link))
            {
                return AppendAsync(BehaviourRules.OnHoneypot(click.Class) is { } rule ? click.JudgedBy(rule) : click, location);
            }

            if (click.Class.IsPerson() && !facts.IsRelayed && _bursts.IsBurst(facts.ClientAddress, click.Experiment, click.Recipient, click.At, out var earlier))
            {
                var judged = click.JudgedBy(BehaviourRules.Burst);
                return earlier is null ? AppendAsync(judged, location) : AppendWithNoticesAsync(judged, earlier, location);
            }
        }
        catch (Exception ex)
        {
            _faults.Report(ex); // the hit itself is worth more than what its behaviour says
        }

        return AppendAsync(click, location);
    }

    /// <summary>The notices share the click's flush. One that is lost leaves an earlier click counted as a person's.</summary>
    private async ValueTask<TrackOutcome> AppendWithNoticesAsync(TrackedEvent click, IReadOnlyList<BurstNotice> notices, string location)
    {
        var kept = notices.Select(log.AppendAsync).ToList();
        var outcome = AppendAsync(click, location);
        foreach (var notice in kept)
        {
            try
            {
                await notice;
            }
            catch (Exception ex)
            {
                _faults.Report(ex);
            }
        }

        return await outcome;
    }

    /// <summary>Tells the error log, at most once a minute, about a fault on the way to the tracker. The hit itself may still be recorded.</summary>
    public void ReportFault(Exception exception) => _faults.Report(exception);

    private TrackOutcome Fault(Exception exception, string? location = null)
    {
        counters.CountDropped(DropReason.Fault);
        _faults.Report(exception);
        return new TrackOutcome(location, DropReason.Fault);
    }

    private static string? LocationOf(Experiment experiment, Variant variant) =>
        (variant.Destination ?? experiment.Destination ?? experiment.Fallback)?.Value;

    private (TrackedEvent Event, Variant Variant) Describe(Experiment experiment, EventKind kind, in RequestFacts facts)
    {
        var now = Now();
        var verdict = Classifier.Classify(rules.Current, facts.ToHitFacts(kind));
        // A merge tag that was never filled in names nobody: all such mails would count as one recipient.
        var recipient = RuleBook.NamesNobody(verdict.Rule) ? null : facts.Recipient;
        var person = people.Of(experiment.Uid, recipient, facts.ClientAddress, facts.UserAgent, now);
        var variant = Choose(experiment, facts.PinnedVariant, person.AssignmentKey);
        var kept = anonymity.Kept(experiment, facts, person);
        var described = new TrackedEvent(now, experiment.Number)
        {
            Kind = kind,
            Scope = experiment.Scope,
            Variant = variant.Number,
            Class = verdict.Class,
            Rule = verdict.Rule,
            Recipient = kept.Recipient,
            RecipientText = Anonymity.RecipientText(experiment, kept),
            Viewer = kept.Viewer,
            Address = anonymity.Address(people, experiment, facts, kept, now),
            Client = verdict.Client,
            Os = verdict.Os,
            Device = verdict.Device,
            Link = facts.Link,
            Channel = facts.Channel,
            Campaign = facts.Campaign,
            ReferrerHost = ReferrerHost.Of(facts.Referer),
            Country = CountryOf(facts, verdict, person),
        };
        return (described, variant);
    }

    /// <summary>A mail proxy's country is not the reader's. What a trusted proxy in front says goes before the owner's file.</summary>
    private string? CountryOf(in RequestFacts facts, in Verdict verdict, in Person person) =>
        verdict.Class is EventClass.HumanClient or EventClass.HumanBrowser && !anonymity.AsksNotToBeToldApart(facts, person)
            ? facts.Country ?? (facts.ClientAddress is { } address ? countries?.Find(address) : null)
            : null;

    private Variant Choose(Experiment experiment, string? pinned, string assignmentKey)
    {
        if (!string.IsNullOrEmpty(pinned))
        {
            if (experiment.FindVariant(pinned) is { } named)
            {
                return named;
            }

            counters.CountUnknownVariant();
        }

        return Assigner.Serve(experiment, assignmentKey);
    }

    private ValueTask<TrackOutcome> TrackUnknownAsync(ReadOnlySpan<char> slug, EventKind kind) =>
        Slug.IsWellFormed(slug)
            ? AppendAsync(new OrphanHit(Now(), slug.ToString().ToLowerInvariant(), kind), location: null)
            : Drop(DropReason.InvalidSlug);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TrackOutcome> AppendAsync(LogEntry entry, string? location)
    {
        AppendOutcome outcome;
        try
        {
            outcome = await log.AppendAsync(entry); // a disk that hangs is the log's to give up on
        }
        catch (Exception ex)
        {
            return Fault(ex, location);
        }

        var reason = DropReasons.Of(outcome);
        if (reason != DropReason.None)
        {
            counters.CountDropped(reason);
        }
        else if (entry is OrphanHit)
        {
            counters.CountOrphan();
        }
        else
        {
            counters.CountRecorded();
        }

        return new TrackOutcome(location, reason);
    }

    private ValueTask<TrackOutcome> Drop(DropReason reason, string? location = null)
    {
        counters.CountDropped(reason);
        return new(new TrackOutcome(location, reason));
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
