using PixelHub.Core.Classification;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.Data.Sqlite.Reapply;
using PixelHub.Core.Data.Sqlite.Recount;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.RuleEditing;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

/// <summary>Hits of two experiments by real rules, and what is counted from them.</summary>
internal static class History
{
    /// <summary>By these rules Outlook's opens are a scanner's, its clicks a person's, and Gmail's proxy fetches ahead.</summary>
    public static readonly RuleSet Newer = new(
        RuleEdits.None with
        {
            Changes = RuleEdits.None.Changes
                .Add("ua.outlook", new RuleChange(EventClass.SecurityScanner, EventClass.HumanClient))
                .Add("ua.gmail-proxy", new RuleChange(EventClass.MachinePrefetch, null)),
        },
        1);

    private static readonly (EventKind Kind, Verdict Verdict)[] Sorts =
    [
        (EventKind.Impression, new Verdict(EventClass.HumanClient, "ua.outlook", "Outlook", "Windows", "desktop")),
        (EventKind.Click, new Verdict(EventClass.MachinePrefetch, "ua.outlook")),
        (EventKind.Impression, new Verdict(EventClass.ProxyOpen, "ua.gmail-proxy", "Gmail")),
        (EventKind.Click, new Verdict(EventClass.Crawler, "ua.gmail-proxy")),
        (EventKind.Impression, new Verdict(EventClass.HumanBrowser, "ua.browser", "Chrome", "Android", "phone")),
        (EventKind.Click, new Verdict(EventClass.HumanBrowser, "ua.browser", "Chrome", "Windows", "desktop")),
        (EventKind.Click, new Verdict(EventClass.SecurityScanner, "behaviour.sweep")),
        (EventKind.Click, new Verdict(EventClass.HumanClient, "signal.link-rewriter", "Thunderbird", "Linux", "desktop")),
        (EventKind.Impression, new Verdict(EventClass.Crawler, "own.9")),
    ];

    /// <summary>Makes the two experiments and commits hits: nobody does the same within 30 s, so repeats are no matter of who judges.</summary>
    /// <param name="database">An empty database.</param>
    /// <param name="hits">How many.</param>
    /// <param name="rules">The rules that judge them on arrival.</param>
    public static async Task FillAsync(TestDatabase database, int hits, RuleSet rules)
    {
        await database.AddExperimentAsync("first");
        await database.AddExperimentAsync("second");
        using var store = new SqliteCommitStore(database.Database);
        foreach (var some in Enumerable.Range(0, hits).Chunk(500))
        {
            await store.CommitAsync(Batch(some, rules), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Some of the hits; each number is always the same hit.</summary>
    public static LogBatch Batch(IReadOnlyList<int> numbers, RuleSet rules) => Sample.Batch(numbers[0] * 10L, [.. numbers.Select(n => Hit(n, rules))]);

    /// <summary>A hit by its number.</summary>
    public static TrackedEvent Hit(int number, RuleSet rules)
    {
        var chance = new Random(number);
        var (kind, verdict) = Sorts[chance.Next(Sorts.Length)];
        verdict = StoredVerdicts.Reread(rules, kind, verdict, first: null) ?? verdict;
        var person = (ulong)chance.Next(1, 300) * 0x9E37_79B9_7F4A_7C15UL;
        return Sample.Event(
            experiment: chance.Next(1, 3), kind: kind, atSeconds: number * 31.0, @class: verdict.Class,
            recipient: chance.Next(4) > 0 ? person : 0, viewer: chance.Next(2) == 0 ? person : 0,
            scope: chance.Next(12) == 0 ? EventScope.Test : EventScope.Counted) with
        {
            Rule = verdict.Rule,
            Client = verdict.Client,
            Os = verdict.Os,
            Device = verdict.Device,
        };
    }

    /// <summary>Every figure there is, a line for each.</summary>
    public static async Task<List<string>> FiguresAsync(TestDatabase database) =>
    [
        .. await LinesAsync(
            database,
            """
            select experiment, size, start, variant, scope, kind, class, hits, repeats, recipients, viewers, inferred from counts
            where hits <> 0 or repeats <> 0 or recipients <> 0 or viewers <> 0 or inferred <> 0 order by 1, 2, 3, 4, 5, 6, 7
            """),
        .. await LinesAsync(
            database,
            """
            select b.experiment, b.facet, b.start, case b.value when 0 then '-' else v.value end, b.variant, b.kind, b.class, b.hits
            from breakdowns b left join facet_values v on v.id = b.value where b.hits <> 0 order by 1, 2, 3, 4, 5, 6, 7
            """),
        .. await LinesAsync(database, "select experiment, variant, people from machine_only where people <> 0 order by 1, 2"),
        .. await LinesAsync(
            database,
            "select e.experiment, e.at, e.position, e.kind, v.class, v.rule, v.client, v.os, v.device from events e join verdicts v on v.id = e.verdict order by 1, 2, 3"),
    ];

    /// <summary>The rows of a query as texts.</summary>
    public static async Task<List<string>> LinesAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.Database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a statement of these tests
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue)));
        }

        return lines;
    }

    /// <summary>What a recount finds.</summary>
    public static async Task<List<string>> RecountAsync(TestDatabase database)
    {
        List<string> told = [];
        await new SqliteRecount(database.Database).RunAsync(mend: false, difference => told.Add(difference.ToString()), TestContext.Current.CancellationToken);
        return told;
    }

    /// <summary>Goes on with a run until it ends.</summary>
    public static ReapplyRun ToTheEnd(SqliteReapplyStore store, ReapplyRun run)
    {
        while (run.IsOpen)
        {
            run = store.Step(run, Sample.Noon, TestContext.Current.CancellationToken);
        }

        return run;
    }
}
