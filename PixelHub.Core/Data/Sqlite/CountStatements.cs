using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>The statements that add to rollups, with their parameters in one place.</summary>
internal static class CountStatements
{
    public static Statement AddCounts(WriterConnection connection) =>
        new(connection, "AddCounts", "experiment", "size", "start", "variant", "scope", "kind", "class", "hits", "repeats", "recipients", "viewers", "inferred");

    public static void Add(Statement addCounts, in CountKey key, in CountSums sums) => addCounts
        .Bind(1, key.Experiment, (long)key.Size, key.Start, key.Variant, (long)key.Scope, (long)key.Kind, (long)key.Class,
            sums.Hits, sums.Repeats, sums.Recipients, sums.Viewers, sums.Inferred)
        .Execute();

    public static Statement AddBreakdown(WriterConnection connection) =>
        new(connection, "AddBreakdown", "experiment", "facet", "start", "value", "variant", "kind", "class", "hits");

    public static void Add(Statement addBreakdown, in StoredBreakdownKey key, long hits) => addBreakdown
        .Bind(1, key.Experiment, (long)key.Facet, key.Start, key.Value, key.Variant, (long)key.Kind, (long)key.Class, hits)
        .Execute();

    public static Statement AddMachineOnly(WriterConnection connection) => new(connection, "AddMachineOnly", "experiment", "variant", "people");

    public static void Add(Statement addMachineOnly, VariantKey key, long people) => addMachineOnly.Bind(1, key.Experiment, key.Variant, people).Execute();
}

/// <summary>A row of a breakdown with the number that stands for its value.</summary>
internal readonly record struct StoredBreakdownKey(int Experiment, Facet Facet, long Start, long Value, int Variant, Events.EventKind Kind, Events.EventClass Class);
