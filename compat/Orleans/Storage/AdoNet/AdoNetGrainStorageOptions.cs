using System.Data.Common;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>How grain state is kept in a relational database.</summary>
public class AdoNetGrainStorageOptions : IStorageProviderSerializerOptions
{
    public const int DEFAULT_INIT_STAGE = ServiceLifecycleStage.ApplicationServices;

    public const string DEFAULT_ADONET_INVARIANT = "Microsoft.Data.SqlClient";

    /// <summary>A secret: it may hold a password.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Instead of a connection string; owned by whoever set it.</summary>
    public DbDataSource? DataSource { get; set; }

    /// <summary>The stage at which the statements are read from the database.</summary>
    public int InitStage { get; set; } = DEFAULT_INIT_STAGE;

    /// <summary><c>Npgsql</c> or <c>System.Data.SQLite</c>. The default is upstream's, which this implementation refuses.</summary>
    public string Invariant { get; set; } = DEFAULT_ADONET_INVARIANT;

    /// <summary>JSON by default.</summary>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;

    public IStorageHasherPicker HashPicker { get; set; } = null!;

    /// <summary>Whether clearing a state deletes its row. Otherwise the row stays, without payload, and keeps counting versions.</summary>
    public bool DeleteStateOnClear { get; set; }
}

/// <summary>Refuses options with which the storage could not start.</summary>
public class AdoNetGrainStorageOptionsValidator : IConfigurationValidator
{
    private readonly AdoNetGrainStorageOptions options;
    private readonly string name;

    public AdoNetGrainStorageOptionsValidator(AdoNetGrainStorageOptions configurationOptions, string name)
    {
        ArgumentNullException.ThrowIfNull(configurationOptions);
        options = configurationOptions;
        this.name = name;
    }

    public void ValidateConfiguration()
    {
        if (string.IsNullOrWhiteSpace(options.Invariant))
        {
            throw new OrleansConfigurationException($"ADO.NET storage \"{name}\": Invariant is required.");
        }

        if (string.IsNullOrWhiteSpace(options.ConnectionString) == (options.DataSource is null))
        {
            throw new OrleansConfigurationException($"ADO.NET storage \"{name}\": set exactly one of ConnectionString and DataSource.");
        }

        if (options.HashPicker is null)
        {
            throw new OrleansConfigurationException($"ADO.NET storage \"{name}\": HashPicker is required.");
        }
    }
}

/// <summary>Sets upstream's hash where none was chosen.</summary>
public class DefaultAdoNetGrainStorageOptionsHashPickerConfigurator : IPostConfigureOptions<AdoNetGrainStorageOptions>
{
    public void PostConfigure(string? name, AdoNetGrainStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.HashPicker ??= new StorageHasherPicker([new OrleansDefaultHasher()]);
    }
}
