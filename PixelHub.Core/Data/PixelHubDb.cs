using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Accounts;
using PixelHub.Core.Data.Rows;

namespace PixelHub.Core.Data;

/// <summary>The tables an owner changes: users, keys, experiments. Events and their counts are plain SQL, see the files in <c>Sql</c>.</summary>
public abstract class PixelHubDb(DbContextOptions options) : IdentityDbContext<AppUser, IdentityRole, string>(options)
{
    // Identity reads its schema version (3 has passkeys) only from the application's services; a context made without them, by
    // `dotnet ef` or a test, gets the same answer from here.
    private static readonly IServiceProvider IdentitySchema = new ServiceCollection()
        .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    internal DbSet<ExperimentRow> Experiments => Set<ExperimentRow>();

    internal DbSet<VariantRow> Variants => Set<VariantRow>();

    internal DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    internal DbSet<OptOutRow> OptOuts => Set<OptOutRow>();

    internal DbSet<RulesRow> Rules => Set<RulesRow>();

    internal DbSet<RuleHistoryRow> RuleHistory => Set<RuleHistoryRow>();

    /// <inheritdoc/>
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        if (optionsBuilder.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider is null)
        {
            optionsBuilder.UseApplicationServiceProvider(IdentitySchema);
        }
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<ExperimentRow>(experiment =>
        {
            experiment.ToTable("experiments").HasKey(e => e.Number);
            experiment.HasIndex(e => e.Uid).IsUnique();
            experiment.HasIndex(e => e.Slug).IsUnique();
            experiment.Property(e => e.Revision).IsConcurrencyToken();
            experiment.HasMany(e => e.Variants).WithOne().HasForeignKey(v => v.ExperimentNumber);
        });
        builder.Entity<VariantRow>(variant =>
        {
            variant.ToTable("variants").HasKey(v => new { v.ExperimentNumber, v.Number });
            variant.Property(v => v.Number).ValueGeneratedNever();
            variant.HasIndex(v => new { v.ExperimentNumber, v.Id }).IsUnique();
        });
        builder.Entity<ApiKeyRow>(key =>
        {
            key.ToTable("api_keys").HasKey(k => k.Id);
            key.HasIndex(k => k.Hash).IsUnique();
        });
        builder.Entity<OptOutRow>(optOut => optOut.ToTable("opt_outs").HasKey(o => o.Sealed));
        builder.Entity<RulesRow>(rules =>
        {
            rules.ToTable("rules").HasKey(r => r.Id);
            rules.Property(r => r.Id).ValueGeneratedNever();
            rules.Property(r => r.Version).IsConcurrencyToken();
        });
        builder.Entity<RuleHistoryRow>(entry => entry.ToTable("rule_history").HasKey(h => h.Id));
    }
}

/// <summary>The context on SQLite.</summary>
public sealed class SqlitePixelHubDb(DbContextOptions<SqlitePixelHubDb> options) : PixelHubDb(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite has no type for an instant; a number compares and sorts as one.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<DateTimeOffset?>().HaveConversion<UnixMilliseconds>();
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
}
