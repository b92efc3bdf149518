using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using PixelHub.Core.Accounts;
using PixelHub.Core.Data;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Web.Security;

namespace PixelHub.Web.Composition;

/// <summary>People and programs that may come in.</summary>
internal static class AccountServices
{
    /// <summary>Users, passwords and roles: what a subcommand needs too.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<AppUser>(static identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                // Length is what makes a password hard to guess; rules about digits make it hard to remember.
                identity.Password.RequiredLength = AdminAccounts.MinPasswordLength;
                identity.Password.RequiredUniqueChars = 5;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<PixelHubDb>();
        services.AddScoped<AdminAccounts>();
        return services;
    }

    /// <summary>Cookies for people, keys for programs.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("PixelHub");
        services.AddOptions<KeyManagementOptions>().Configure<SqliteDatabase, ILoggerFactory>(static (keys, database, logger) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Path.Combine(database.Folder, "keys")), logger));
        services.AddSingleton<ApiKeyCache>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, configureOptions: null)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(static cookie =>
        {
            cookie.Cookie.Name = "pixelhub";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // a first look at http://localhost has no certificate
            cookie.LoginPath = "/login";
            cookie.AccessDeniedPath = "/login";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
        });
        new IdentityBuilder(typeof(AppUser), typeof(IdentityRole), services).AddSignInManager().AddDefaultTokenProviders();
        services.AddAuthorizationBuilder().AddApiScopePolicies();
        return services;
    }
}
