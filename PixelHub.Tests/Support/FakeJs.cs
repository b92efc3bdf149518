using System.Text.Json;
using Microsoft.JSInterop;

namespace PixelHub.Tests.Support;

/// <summary>A browser that notes what is asked of it, and answers what a test says.</summary>
public sealed class FakeJs : IJSRuntime
{
    private readonly Dictionary<string, Func<object?[], object?>> _answers = new(StringComparer.Ordinal);
    private readonly List<(string Name, object?[] Args)> _calls = [];

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<(string Name, object?[] Args)> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Answers a function from now on.</summary>
    public void Answer(string name, Func<object?[], object?> answer) => _answers[name] = answer;

    /// <inheritdoc/>
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

    /// <inheritdoc/>
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        lock (_calls)
        {
            _calls.Add((identifier, args ?? []));
        }

        if (typeof(TValue) == typeof(IJSObjectReference))
        {
            return new((TValue)(object)new Module(this));
        }

        return new(_answers.TryGetValue(identifier, out var answer) ? Convert<TValue>(answer(args ?? [])) : Empty<TValue>());
    }

    /// <summary>A script: its functions are noted and answered like those of the page.</summary>
    private sealed class Module(FakeJs browser) : IJSObjectReference
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => browser.InvokeAsync<TValue>(identifier, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            browser.InvokeAsync<TValue>(identifier, cancellationToken, args);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    // Through JSON, as in the browser: a test can answer with an anonymous object for a type it cannot name.
    private static T Convert<T>(object? value) =>
        value is T same ? same : JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

    // Radzen reads a size without a null check: an object rather than null, where one can be made.
    private static T Empty<T>() => typeof(T).IsClass && typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>() : default!;
}
