namespace PixelHub.Core.Accounts;

/// <summary>What is known of a key that a program presents. The key itself is never kept, only its hash.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What the owner called it.</param>
/// <param name="Scopes">What it may do; all of them in <see cref="ApiScopes"/>.</param>
public sealed record ApiKey(int Id, string Name, IReadOnlyList<string> Scopes);

/// <summary>What a key may do.</summary>
public static class ApiScopes
{
    /// <summary>Read experiments, figures and exports.</summary>
    public const string ExperimentsRead = "experiments:read";

    /// <summary>Create and change experiments.</summary>
    public const string ExperimentsWrite = "experiments:write";

    /// <summary>Post events as a trusted program.</summary>
    public const string EventsWrite = "events:write";

    /// <summary>Everything about sources.</summary>
    public const string Sources = "sources:*";

    /// <summary>Everything.</summary>
    public const string Admin = "admin";

    /// <summary>All scopes there are.</summary>
    public static IReadOnlyList<string> All { get; } = [ExperimentsRead, ExperimentsWrite, EventsWrite, Sources, Admin];
}
