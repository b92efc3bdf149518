using System.Reflection;
using PixelHub.Core.Data;
using PixelHub.Core.EventLog;

namespace PixelHub.Tests.Architecture;

/// <summary>Who may know whom, as docs/architecture.md says it.</summary>
internal static class HouseRules
{
    private static readonly string[] Pure =
    [
        "PixelHub.Core.Events", "PixelHub.Core.Classification", "PixelHub.Core.Assignment", "PixelHub.Core.Segment",
        "PixelHub.Core.Rules", "PixelHub.Core.Statistics", "PixelHub.Core.Rollups",
    ];

    private static readonly string[] Databases = ["Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "SQLitePCL", "System.Data"];

    /// <summary>What the event log shows to others; the rest of its folder is how it is done.</summary>
    private static readonly Type[] LogContract = [typeof(IEventLog), typeof(ILogSweep), typeof(AppendOutcome), typeof(LogBatch), typeof(PositionedEntry)];

    private static readonly Type[] Waiting = [typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>), typeof(Timer), typeof(PeriodicTimer)];

    private static readonly Type[] Files =
    [
        typeof(File), typeof(FileInfo), typeof(FileStream), typeof(RandomAccess), typeof(Directory), typeof(DirectoryInfo), typeof(StreamWriter), typeof(StreamReader),
    ];

    /// <summary>Each rule with a type that breaks it on purpose.</summary>
    public static IReadOnlyList<(Rule Rule, Type Sample)> All { get; } =
    [
        (new("what is pure uses events, the catalog and the base library, nothing else",
            type => type.IsIn(Pure),
            use => !use.IsIn("System", "PixelHub.Core.Events", "PixelHub.Core.Catalog", "MathNet.Numerics", "Microsoft.CodeAnalysis") && !use.IsIn(Pure) && HasNamespace(use)),
            typeof(Samples.Logs)),
        (new("what is pure does not wait",
            type => type.IsIn(Pure),
            use => use.Is(Waiting)),
            typeof(Samples.Waits)),
        (new("what is pure is handed its time, its chance and its facts",
            type => type.IsIn(Pure),
            use => use.Is([typeof(TimeProvider), typeof(Random), typeof(Environment), typeof(System.Security.Cryptography.RandomNumberGenerator), .. Files])
                || IsSystemClock(use) || (use.Is(typeof(Guid)) && use.Name is nameof(Guid.NewGuid) or nameof(Guid.CreateVersion7))),
            typeof(Samples.RollsDice)),
        (new("events refer to nothing else here",
            type => type.IsIn("PixelHub.Core.Events"),
            use => use.IsIn("PixelHub") && !use.IsIn("PixelHub.Core.Events")),
            typeof(Samples.KnowsTheCatalog)),
        (new("the core knows neither HTTP nor HTML; accounts and data know ASP.NET's identity",
            type => type.IsIn("PixelHub.Core"),
            use => use.IsIn("Microsoft.AspNetCore") && !use.IsIn("Microsoft.AspNetCore.Identity")),
            typeof(Samples.SpeaksHttp)),
        (new("only accounts and data know ASP.NET's identity",
            type => type.IsIn("PixelHub.Core") && !type.IsIn("PixelHub.Core.Accounts", "PixelHub.Core.Data"),
            use => use.IsIn("Microsoft.AspNetCore")),
            typeof(Samples.KnowsUsers)),
        (new("only the data folder of the core knows a database",
            type => type.IsIn("PixelHub.Core") && !type.IsIn("PixelHub.Core.Data"),
            use => use.IsIn(Databases) || use.IsIn("PixelHub.Core.Data")),
            typeof(Samples.OpensTheDatabase)),
        (new("only the event log and the data folder of the core open files",
            type => type.IsIn("PixelHub.Core") && !type.IsIn("PixelHub.Core.Data", "PixelHub.Core.EventLog"),
            use => use.Is(Files)),
            typeof(Samples.WritesAFile)),
        (new("the hot path uses what is pure and the event log's contract",
            type => type.IsIn("PixelHub.Core.Ingestion"),
            use => (use.IsIn("PixelHub.Core") && !use.IsIn("PixelHub.Core.Ingestion", "PixelHub.Core.Catalog") && !use.IsIn(Pure) && !use.Is(LogContract)) || use.IsIn(Databases)),
            typeof(Samples.OpensTheDatabase)),
        (new("outside its folder the event log is known by its contract",
            type => type.IsIn("PixelHub.Core") && !type.IsIn("PixelHub.Core.EventLog"),
            IsInsideTheLog),
            typeof(Samples.KnowsTheJournal)),
        (new("only the composition names implementations",
            type => type.IsIn("PixelHub.Web") && !type.IsIn("PixelHub.Web.Composition"),
            use => (use.IsIn("PixelHub.Core.Data") && !use.Is(typeof(SqliteNative), typeof(StartupException))) || IsInsideTheLog(use)),
            typeof(Samples.KnowsTheJournal)),
        (new("pages ask the read side; they know no database and no journal",
            type => type.IsIn("PixelHub.Web.Components"),
            use => use.IsIn(Databases) || use.IsIn("PixelHub.Core.Data", "PixelHub.Core.EventLog", "PixelHub.Core.Commit")),
            typeof(Samples.OpensTheDatabase)),
        (new("time comes from a TimeProvider",
            type => type.IsIn("PixelHub.Core", "PixelHub.Web"),
            use => IsSystemClock(use) || IsDelayBySystemClock(use)),
            typeof(Samples.ReadsTheSystemClock)),
    ];

    private static bool HasNamespace(MemberInfo use) => (use as Type ?? use.DeclaringType)?.Namespace is not null;

    private static bool IsInsideTheLog(MemberInfo use) => use.IsIn("PixelHub.Core.EventLog") && !use.Is(LogContract);

    private static bool IsSystemClock(MemberInfo use) =>
        use.Is(typeof(DateTime), typeof(DateTimeOffset)) && use.Name is "get_Now" or "get_UtcNow" or "get_Today";

    private static bool IsDelayBySystemClock(MemberInfo use) =>
        use is MethodInfo { Name: nameof(Task.Delay) } delay && delay.DeclaringType == typeof(Task)
        && delay.GetParameters().All(parameter => parameter.ParameterType != typeof(TimeProvider));
}
