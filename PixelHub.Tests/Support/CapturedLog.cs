using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PixelHub.Tests.Support;

/// <summary>Keeps what the product says in its log.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    /// <summary>Warnings and worse.</summary>
    public IReadOnlyList<string> Complaints => [.. _lines.Where(l => l.Level >= LogLevel.Warning).Select(l => l.Text)];

    /// <summary>Every line.</summary>
    public IReadOnlyList<string> Everything => [.. _lines.Select(l => l.Text)];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void AddTo(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(this);

    public void Dispose()
    {
    }

    private sealed class Writer(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}
