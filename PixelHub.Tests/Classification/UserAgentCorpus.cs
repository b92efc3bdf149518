using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

/// <summary>
/// User agents as they arrive in the wild, each with its class for a pixel, its class for a link, and the rule that must recognise it. They stand in
/// user-agents.tsv with the place where each was found: a corpus that the author of the rules made up would only repeat his opinions.
/// </summary>
internal static class UserAgentCorpus
{
    /// <summary>One line of the corpus.</summary>
    internal sealed record Line(EventClass OnOpen, EventClass OnClick, string Rule, string Source, string UserAgent);

    /// <summary>All lines, in order.</summary>
    public static IReadOnlyList<Line> Lines { get; } = [.. Read().Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];

    private static IEnumerable<string> Read()
    {
        using var file = typeof(UserAgentCorpus).Assembly.GetManifestResourceStream("user-agents.tsv")
            ?? throw new InvalidOperationException("The corpus is not embedded.");
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static Line Parse(string line) => line.Split('\t') is [var onOpen, var onClick, var rule, var source, var userAgent]
        ? new Line(ClassOf(onOpen), ClassOf(onClick), rule, source, userAgent)
        : throw new InvalidOperationException($"Not five columns: {line}");

    private static EventClass ClassOf(string word) => EventNames.Classes.Single(c => c.Wire() == word);
}
