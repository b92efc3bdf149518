using Microsoft.AspNetCore.Identity;
using PixelHub.Core.Accounts;

namespace PixelHub.Web.Security;

/// <summary>The time before there is any user, and its end.</summary>
public sealed class FirstRun(IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile bool _isOver;

    /// <summary>Whether there is no user yet. Once there is one, this costs nothing any more.</summary>
    public bool IsDue()
    {
        if (_isOver)
        {
            return false;
        }

        using var scope = scopes.CreateScope();
        _isOver = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().Users.Any();
        return !_isOver;
    }

    /// <summary>Makes the first administrator. Of two who try at once, one succeeds.</summary>
    /// <returns>Null when somebody was faster; else how it ended.</returns>
    public async Task<IdentityResult?> CreateAdminAsync(string name, string password, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (!IsDue())
            {
                return null;
            }

            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<AdminAccounts>().CreateAsync(name, password);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();
}
