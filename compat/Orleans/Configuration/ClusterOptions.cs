namespace Orleans.Configuration;

/// <summary>Which cluster this is.</summary>
public class ClusterOptions
{
    public const string DefaultClusterId = "default";
    public const string DefaultServiceId = "default";

    /// <summary>Silos with the same id form one cluster.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>Names the application across clusters and versions; stored state belongs to it.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
