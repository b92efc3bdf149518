using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;

namespace PixelHub.Tests.Architecture;

/// <summary>Types that break the rules of the house on purpose, each in a way that only its compiled body shows: a rule that does not notice them guards nothing.</summary>
internal static class Samples
{
    internal sealed class Logs
    {
        public static int Score(int x, ILoggerFactory loggers) => loggers.CreateLogger("x").IsEnabled(LogLevel.Debug) ? x : 0;
    }

    internal sealed class Waits
    {
        public static async void Start() => await Task.Yield();
    }

    internal sealed class RollsDice
    {
        public static Func<string> Id { get; } = static () => $"{Guid.NewGuid()}";
    }

    internal sealed class KnowsTheCatalog
    {
        public static object Name(string text) => Slug.Suggest(text);
    }

    internal sealed class SpeaksHttp
    {
        public static Func<object, string> Agent { get; } = static context => ((HttpContext)context).Request.Headers.UserAgent.ToString();
    }

    internal sealed class KnowsUsers
    {
        public static object Make() => new IdentityUser("jo");
    }

    internal sealed class OpensTheDatabase
    {
        public static async Task<object?> AskAsync(CancellationToken cancellationToken)
        {
            await using var connection = new SqliteConnection("Data Source=:memory:");
            await connection.OpenAsync(cancellationToken);
            return connection.State;
        }
    }

    internal sealed class WritesAFile
    {
        public static IEnumerable<string> Lines(string path)
        {
            foreach (var line in File.ReadLines(path))
            {
                yield return line;
            }
        }
    }

    internal sealed class KnowsTheJournal
    {
        public static Func<IEventLog, bool> IsFailing { get; } = static log => log is FileEventLog { IsFailing: true };
    }

    internal sealed class ReadsTheSystemClock
    {
        public static Func<int> Year { get; } = static () => DateTimeOffset.UtcNow.Year;
    }

    internal sealed class ForgetsTokens
    {
        public static bool Optional(CancellationToken cancellationToken = default) => cancellationToken.CanBeCanceled;
    }
}
