using System.Net;

namespace Orleans.Configuration;

/// <summary>A cluster without a database: one silo keeps the membership.</summary>
public class DevelopmentClusterMembershipOptions
{
    public IPEndPoint? PrimarySiloEndpoint { get; set; }
}
