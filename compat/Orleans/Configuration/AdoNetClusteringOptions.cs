using System.Data.Common;

namespace Orleans.Configuration;

/// <summary>The database in which silos find each other.</summary>
public class AdoNetClusteringSiloOptions
{
    public string? ConnectionString { get; set; }

    /// <summary>The ADO.NET provider, for example <c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = "";

    public DbDataSource? DataSource { get; set; }
}

/// <summary>The database in which a client finds silos.</summary>
public class AdoNetClusteringClientOptions
{
    public string? ConnectionString { get; set; }

    /// <inheritdoc cref="AdoNetClusteringSiloOptions.Invariant"/>
    public string Invariant { get; set; } = "";

    public DbDataSource? DataSource { get; set; }
}
