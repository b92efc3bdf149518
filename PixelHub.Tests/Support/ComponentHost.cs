using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace PixelHub.Tests.Support;

#pragma warning disable BL0006 // render tree types: this is a renderer

/// <summary>Renders one component for a test, as HTML that can be queried, and sends events to it as a browser would.</summary>
public sealed class ComponentHost : Renderer, IAsyncDisposable
{
    private static readonly HtmlParser Parser = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider _services;
    private readonly List<Exception> _faults = [];
    private TaskCompletionSource _rendered = NewSignal();
    private int _root;

    private ComponentHost(ServiceProvider services)
        : base(services, NullLoggerFactory.Instance) => _services = services;

    /// <inheritdoc/>
    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    /// <summary>What the component asked of the browser.</summary>
    public FakeJs Js => (FakeJs)_services.GetRequiredService<IJSRuntime>();

    /// <summary>The address bar.</summary>
    public FakeNavigation Navigation => (FakeNavigation)_services.GetRequiredService<NavigationManager>();

    /// <summary>The component as HTML now. Elements that handle events carry attributes named <c>event:on…</c>.</summary>
    public string Html => Dispatcher.InvokeAsync(() => new RenderedHtml(GetCurrentRenderTreeFrames).Of(_root)).GetAwaiter().GetResult();

    /// <summary>Renders a component and waits until it has done what it does at first.</summary>
    /// <param name="parameters">Parameters that a parent would give.</param>
    /// <param name="services">What the component is injected with.</param>
    /// <param name="at">The address bar: path and query.</param>
    public static async Task<ComponentHost> RenderAsync<T>(
        IReadOnlyDictionary<string, object?>? parameters = null, Action<IServiceCollection>? services = null, string at = "/")
        where T : IComponent
    {
        var all = new ServiceCollection();
        all.AddLogging().AddSingleton<IJSRuntime, FakeJs>().AddSingleton<NavigationManager, FakeNavigation>().AddSupplyValueFromQueryProvider();
        services?.Invoke(all);
        var host = new ComponentHost(all.BuildServiceProvider());
        host.Navigation.NavigateTo(at);
        await host.Dispatcher.InvokeAsync(() =>
        {
            host._root = host.AssignRootComponentId(host.InstantiateComponent(typeof(T)));
            return host.RenderRootComponentAsync(host._root, ParameterView.FromDictionary(new Dictionary<string, object?>(parameters ?? new Dictionary<string, object?>())));
        });
        host.Rethrow();
        return host;
    }

    /// <summary>Gives the component other parameters, as its parent or the address bar would.</summary>
    public async Task ChangeAsync(IReadOnlyDictionary<string, object?> parameters)
    {
        await Dispatcher.InvokeAsync(() => RenderRootComponentAsync(_root, ParameterView.FromDictionary(new Dictionary<string, object?>(parameters))));
        Rethrow();
    }

    /// <summary>A service the component was rendered with.</summary>
    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The only element that matches.</summary>
    public IElement Find(string css) => FindAll(css) is [var only, ..] ? only : throw new InvalidOperationException($"No element matches '{css}' in:\n{Html}");

    /// <summary>All elements that match.</summary>
    public IReadOnlyList<IElement> FindAll(string css) => [.. Parser.ParseDocument("<body>" + Html).QuerySelectorAll(css)];

    /// <summary>Text of the only element that matches, its white space put together.</summary>
    public string Text(string css) => string.Join(' ', Find(css).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Clicks.</summary>
    public Task ClickAsync(string css) => RaiseAsync(css, "onclick", new MouseEventArgs { Type = "click", Detail = 1 });

    /// <summary>Leaves a field with another value, or chooses from a list.</summary>
    public Task ChangeAsync(string css, object? value) => RaiseAsync(css, "onchange", new ChangeEventArgs { Value = value });

    /// <summary>Types into a field.</summary>
    public Task TypeAsync(string css, string text) => RaiseAsync(css, "oninput", new ChangeEventArgs { Value = text });

    /// <summary>Sends a form.</summary>
    public Task SubmitAsync(string css) => RaiseAsync(css, "onsubmit", EventArgs.Empty);

    /// <summary>Calls the handler on the element, or on the nearest ancestor that has one, as bubbling would.</summary>
    public async Task RaiseAsync(string css, string name, EventArgs args)
    {
        var at = Find(css);
        while (at.GetAttribute("event:" + name) is null)
        {
            at = at.ParentElement ?? throw new InvalidOperationException($"Nothing handles {name} at '{css}'.");
        }

        var handler = ulong.Parse(at.GetAttribute("event:" + name)!, CultureInfo.InvariantCulture);
        await Dispatcher.InvokeAsync(() => DispatchEventAsync(handler, fieldInfo: null, args));
        Rethrow();
    }

    /// <summary>Waits for a rendering after which the condition holds: somebody published, a timer fired.</summary>
    public async Task UntilAsync(Func<bool> condition, Action? meanwhile = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        for (var next = _rendered.Task; !condition(); next = _rendered.Task)
        {
            meanwhile?.Invoke();
            Rethrow();
            try
            {
                await next.WaitAsync(TimeSpan.FromMilliseconds(20), limit.Token);
            }
            catch (TimeoutException)
            {
                // Nothing was drawn; look again, for the condition may depend on something else.
            }
        }
    }

    /// <inheritdoc/>
    public new async ValueTask DisposeAsync()
    {
        await Dispatcher.InvokeAsync(async () => await base.DisposeAsync());
        await _services.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
    {
        Interlocked.Exchange(ref _rendered, NewSignal()).TrySetResult();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void HandleException(Exception exception)
    {
        lock (_faults)
        {
            _faults.Add(exception);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Rethrow()
    {
        lock (_faults)
        {
            if (_faults is [var first, ..])
            {
                _faults.Clear();
                throw new InvalidOperationException("A component threw.", first);
            }
        }
    }
}
