using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Storage;

/// <summary>
/// Keeps grain state in table <c>OrleansStorage</c> of a relational database, one row per state. The row's version is the etag: a
/// write that does not hold the stored version changes nothing and throws <see cref="InconsistentStateException"/>.
/// </summary>
public partial class AdoNetGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly string name;
    private readonly string serviceId;
    private readonly AdoNetGrainStorageOptions options;
    private readonly AdoNetDatabase database;
    private readonly ILogger logger;
    private Statements? statements;

    internal AdoNetGrainStorage(
        string name, AdoNetGrainStorageOptions options, IOptions<ClusterOptions> clusterOptions, ILogger<AdoNetGrainStorage> logger)
    {
        this.name = name;
        this.options = options;
        this.logger = logger;
        serviceId = clusterOptions.Value.ServiceId;
        database = new AdoNetDatabase(options.Invariant, options.ConnectionString, options.DataSource);
        Serializer = options.GrainStorageSerializer;
        HashPicker = options.HashPicker;
    }

    public IGrainStorageSerializer Serializer { get; set; }

    public IStorageHasherPicker HashPicker { get; set; }

    private Statements Started => statements ?? throw new InvalidOperationException(
        $"Storage \"{name}\" was used before its stage of the silo's lifecycle ({options.InitStage}).");

    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe($"{nameof(AdoNetGrainStorage)}-{name}", options.InitStage, InitializeAsync);
    }

    public Task ReadStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState) =>
        ReadAsync(grainType, grainReference, grainState, CancellationToken.None);

    Task IGrainStorage.ReadStateAsync<T>(
        string grainType, GrainId grainReference, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ReadAsync(grainType, grainReference, grainState, cancellationToken);

    public Task WriteStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState) =>
        WriteAsync(grainType, grainReference, grainState, CancellationToken.None);

    Task IGrainStorage.WriteStateAsync<T>(
        string grainType, GrainId grainReference, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        WriteAsync(grainType, grainReference, grainState, cancellationToken);

    public Task ClearStateAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState) =>
        ClearAsync(grainType, grainReference, grainState, CancellationToken.None);

    Task IGrainStorage.ClearStateAsync<T>(
        string grainType, GrainId grainReference, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ClearAsync(grainType, grainReference, grainState, cancellationToken);

    private async Task ReadAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = AdoGrainKey.Of(grainReference);
        var statement = new AdoNetStatement<(byte[]? Payload, string? Version)>(
            Started.Read, KeyOf(grainType, grainReference, key, grainState), ReadRow);
        var rows = await database.ReadAsync(statement, cancellationToken).ConfigureAwait(false);
        var (payload, version) = rows.Count switch
        {
            0 => default,
            1 => rows[0],
            _ => throw new InvalidOperationException(
                $"Table OrleansStorage has {rows.Count} rows for state '{grainType}' of grain {key} in service '{serviceId}'; there must be one."),
        };

        grainState.State = (payload is null ? default : Serializer.Deserialize<T>(new BinaryData(payload))) ?? StateActivator<T>.Create();
        grainState.ETag = version;
        grainState.RecordExists = payload is not null;
    }

    private async Task WriteAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = AdoGrainKey.Of(grainReference);
        var payload = Serializer.Serialize(grainState.State).ToArray();
        AdoNetParameter[] parameters =
        [
            .. KeyOf(grainType, grainReference, key, grainState), VersionOf(grainState.ETag), AdoNetParameter.Binary("PayloadBinary", payload),
        ];
        var newVersion = await RunAsync(Started.Write, parameters, cancellationToken).ConfigureAwait(false);
        ThrowIfNothingWritten("write", grainType, key, grainState.ETag, newVersion);
        grainState.ETag = newVersion;
        grainState.RecordExists = true;
    }

    private async Task ClearAsync<T>(string grainType, GrainId grainReference, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (!grainState.RecordExists && string.IsNullOrWhiteSpace(grainState.ETag))
        {
            // Never read: there may be a row that the caller does not know of.
            await ReadAsync(grainType, grainReference, grainState, cancellationToken).ConfigureAwait(false);
            if (!grainState.RecordExists)
            {
                return;
            }
        }

        var key = AdoGrainKey.Of(grainReference);
        AdoNetParameter[] parameters = [.. KeyOf(grainType, grainReference, key, grainState), VersionOf(grainState.ETag)];
        var newVersion = await RunAsync(options.DeleteStateOnClear ? Started.Delete : Started.Clear, parameters, cancellationToken)
            .ConfigureAwait(false);
        ThrowIfNothingWritten("clear", grainType, key, grainState.ETag, newVersion);
        grainState.ETag = options.DeleteStateOnClear ? null : newVersion;
        grainState.RecordExists = false;
        grainState.State = StateActivator<T>.Create();
    }

    private static (byte[]? Payload, string? Version) ReadRow(DbDataReader row)
    {
        var payload = row.GetOrdinal("PayloadBinary");
        var version = row.GetOrdinal("Version");
        return (
            row.IsDBNull(payload) ? null : row.GetFieldValue<byte[]>(payload),
            row.IsDBNull(version) ? null : row.GetInt32(version).ToString(CultureInfo.InvariantCulture));
    }

    private static string? ReadNewVersion(DbDataReader row)
    {
        var version = row.GetOrdinal("NewGrainStateVersion");
        return row.IsDBNull(version) ? null : row.GetInt32(version).ToString(CultureInfo.InvariantCulture);
    }

    private static AdoNetParameter VersionOf(string? etag) => AdoNetParameter.Int32(
        "GrainStateVersion", string.IsNullOrWhiteSpace(etag) ? null : int.Parse(etag, CultureInfo.InvariantCulture));

    private async Task<string?> RunAsync(string text, AdoNetParameter[] parameters, CancellationToken cancellationToken)
    {
        var rows = await database.WriteAsync(new AdoNetStatement<string?>(text, parameters, ReadNewVersion), cancellationToken)
            .ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[^1];
    }

    private AdoNetParameter[] KeyOf<T>(string grainType, GrainId grainReference, AdoGrainKey key, IGrainState<T> grainState)
    {
        var hasher = HashPicker.PickHasher(serviceId, name, grainType, grainReference, grainState)
            ?? throw new InvalidOperationException($"The hash picker of storage \"{name}\" has no hash for state '{grainType}'.");
        return
        [
            AdoNetParameter.Int32("GrainIdHash", hasher.Hash(key.ToHashBytes())),
            AdoNetParameter.Int64("GrainIdN0", key.N0),
            AdoNetParameter.Int64("GrainIdN1", key.N1),
            AdoNetParameter.Int32("GrainTypeHash", hasher.Hash(Encoding.UTF8.GetBytes(grainType))),
            AdoNetParameter.String("GrainTypeString", grainType),
            AdoNetParameter.String("GrainIdExtensionString", key.Extension),
            AdoNetParameter.String("ServiceId", serviceId),
        ];
    }

    /// <summary>Scripts say "nothing written" with no row, with null, or (upstream's) with the version that the writer already had.</summary>
    private void ThrowIfNothingWritten(string operation, string grainType, AdoGrainKey key, string? heldVersion, string? newVersion)
    {
        if (newVersion is null || newVersion == heldVersion)
        {
            throw new InconsistentStateException(
                $"Version conflict: cannot {operation} state '{grainType}' of grain {key} (service '{serviceId}', storage \"{name}\"), "
                + $"because version {heldVersion ?? "none"} is not the stored one.",
                storedEtag: null,
                currentEtag: heldVersion);
        }
    }

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var stored = await database.ReadStatementsAsync(cancellationToken).ConfigureAwait(false);
        statements = new Statements(
            Required("ReadFromStorageKey"), Required("WriteToStorageKey"), Required("ClearStorageKey"),
            options.DeleteStateOnClear ? Required("DeleteStorageKey") : "");
        LogInitialized(logger, name, database.Driver.Invariant, serviceId);

        string Required(string key) => stored.TryGetValue(key, out var text)
            ? text
            : throw new InvalidOperationException(
                $"Storage \"{name}\": table OrleansQuery has no statement {key}; run the Orleans persistence script for "
                + $"{database.Driver.ScriptFamily}.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Storage \"{Name}\" uses {Invariant}, service '{ServiceId}'")]
    private static partial void LogInitialized(ILogger logger, string name, string invariant, string serviceId);

    private sealed record Statements(string Read, string Write, string Clear, string Delete);
}

public static class AdoNetGrainStorageFactory
{
    public static AdoNetGrainStorage Create(IServiceProvider services, string name) => new(
        name,
        services.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get(name),
        services.GetRequiredService<IOptions<ClusterOptions>>(),
        services.GetRequiredService<ILogger<AdoNetGrainStorage>>());
}
