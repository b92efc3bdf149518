namespace PixelHub.Web.Composition;

/// <summary>Lets the threads that wait for the sockets also do what the bytes ask for, instead of waking a thread of the pool for each arrival.</summary>
/// <remarks>
/// The runtime reads this from the environment only, when the process touches its first socket. Nothing may block such a thread:
/// <see cref="Endpoints.PublicConnection"/> keeps everything but the public plane away from it.
/// </remarks>
internal static class SocketThreads
{
    private const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>To be called before anything opens a socket. What an owner has set stands.</summary>
    public static void Use()
    {
        if (Environment.GetEnvironmentVariable(Switch) is null)
        {
            Environment.SetEnvironmentVariable(Switch, "1");
        }
    }
}
