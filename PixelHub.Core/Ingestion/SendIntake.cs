using PixelHub.Core.Assignment;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;

namespace PixelHub.Core.Ingestion;

/// <summary>
/// Takes reports of sent mails from a trusted program, on the way that hits take: once a report was answered, it is on disk. A mail counts once, by its
/// recipient, else by the message's id; without either every report is another mail.
/// </summary>
public sealed class SendIntake(CatalogHolder catalog, IEventLog log, PersonKeys people, Anonymity anonymity, IngestCounters counters, TimeProvider time)
{
    /// <summary>What stands in place of a rule: nobody concluded anything, it was said.</summary>
    public const string Rule = "reported";

    /// <summary>How far clocks of honest programs go ahead.</summary>
    private static readonly TimeSpan ClockAhead = TimeSpan.FromMinutes(5);

    /// <summary>How far they may be behind where the experiment has just been made.</summary>
    private static readonly TimeSpan ClockBehind = TimeSpan.FromDays(1);

    /// <summary>Records a mail.</summary>
    public async ValueTask<SendOutcome> RecordAsync(SendReport report)
    {
        var (send, refusal) = Describe(report);
        if (send is null)
        {
            return refusal;
        }

        var reason = DropReasons.Of(await log.AppendAsync(send));
        if (reason != DropReason.None)
        {
            counters.CountDropped(reason);
            return SendOutcome.NotKept;
        }

        counters.CountRecorded();
        return send.Scope == EventScope.Counted ? SendOutcome.Counted : SendOutcome.NotRunning;
    }

    private (TrackedEvent? Send, SendOutcome Refusal) Describe(SendReport report)
    {
        if (Find(report.Experiment) is not { } experiment)
        {
            return (null, SendOutcome.UnknownExperiment);
        }

        if (experiment.Status == ExperimentStatus.Archived)
        {
            return (null, SendOutcome.Archived);
        }

        if (report.Recipient is { } recipient && (string.IsNullOrWhiteSpace(recipient) || MergeTag.IsUnfilled(recipient)))
        {
            return (null, SendOutcome.UnfilledRecipient);
        }

        var now = time.GetUtcNow();
        if (report.At is { } at && (at > now + ClockAhead || at + ClockBehind < experiment.CreatedAt))
        {
            return (null, SendOutcome.ImpossibleTime);
        }

        var person = PersonOf(experiment, report, now);
        if (Choose(experiment, report, person) is not { } variant)
        {
            return (null, report.VariantId is null ? SendOutcome.VariantNeeded : SendOutcome.UnknownVariant);
        }

        var kept = anonymity.Kept(experiment, default, person);
        var sentAt = report.At is { } said && said < now ? said : now;
        return (new TrackedEvent(DateTimeOffset.FromUnixTimeMilliseconds(sentAt.ToUnixTimeMilliseconds()), experiment.Number)
        {
            Kind = EventKind.Send,
            Scope = experiment.Scope,
            Variant = variant.Number,
            Class = EventClass.Unknown,
            Rule = Rule,
            Recipient = kept.Recipient,
            Viewer = kept.Viewer,
            Channel = report.Channel,
        }, default);
    }

    private Experiment? Find(string name) => catalog.Current.FindBySlug(name) ?? catalog.Current.FindByUid(name);

    /// <summary>The recipient, as at the pixel; else the message in place of one.</summary>
    private Person PersonOf(Experiment experiment, SendReport report, DateTimeOffset now) =>
        report.Recipient is { } recipient ? people.Of(experiment.Uid, recipient, address: null, userAgent: null, now)
        : new Person(0, string.IsNullOrEmpty(report.MessageId) ? 0 : people.OfMessage(report.MessageId), "");

    /// <returns>Null when the variant named is none, or none is named and nothing decides it.</returns>
    private static Variant? Choose(Experiment experiment, SendReport report, in Person person) =>
        report.VariantId is { } id ? experiment.FindVariant(id)
        : report.Recipient is not null ? Assigner.Serve(experiment, person.AssignmentKey)
        : experiment.Variants is [var only] ? only
        : null;
}
