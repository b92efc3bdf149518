namespace PixelHub.Web.Composition;

/// <summary>
/// Gives the request to those who ask <see cref="IHttpContextAccessor"/> for it, which sign-in does, but only in the admin plane: the accessor lives
/// in the execution context, and one that is not empty is captured and restored at every step of a request. A pixel needs none.
/// </summary>
internal static class AmbientHttpContext
{
    public static IServiceCollection AddAmbientHttpContext(this IServiceCollection services) =>
        services
            .AddHttpContextAccessor()
            .AddSingleton<IHttpContextFactory>(static services => new DefaultHttpContextFactory(new WithoutAccessor(services)));

    /// <summary>From here on the accessor knows the request.</summary>
    public static void UseAmbientHttpContext(this IApplicationBuilder app)
    {
        var accessor = app.ApplicationServices.GetRequiredService<IHttpContextAccessor>();
        app.Use(next => async http =>
        {
            accessor.HttpContext = http;
            try
            {
                await next(http);
            }
            finally
            {
                accessor.HttpContext = null;
            }
        });
    }

    /// <summary>The server treats its own factory better than any other, so it stays that one; it only does not find the accessor.</summary>
    private sealed class WithoutAccessor(IServiceProvider services) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IHttpContextAccessor) ? null : services.GetService(serviceType);
    }
}
