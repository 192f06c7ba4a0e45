using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Orleans.Configuration;

/// <summary>The database that keeps the reminders.</summary>
public class AdoNetReminderTableOptions
{
    /// <summary><c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = null!;

    /// <summary>A secret: it may hold a password.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Instead of a connection string; owned by whoever set it.</summary>
    public DbDataSource? DataSource { get; set; }
}

/// <summary>Refuses options with which the table could not be reached.</summary>
public class AdoNetReminderTableOptionsValidator(IOptions<AdoNetReminderTableOptions> options) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        if (string.IsNullOrWhiteSpace(options.Value.Invariant))
        {
            throw new OrleansConfigurationException("ADO.NET reminders: Invariant is required.");
        }

        if (string.IsNullOrWhiteSpace(options.Value.ConnectionString) == (options.Value.DataSource is null))
        {
            throw new OrleansConfigurationException("ADO.NET reminders: set exactly one of ConnectionString and DataSource.");
        }
    }
}
