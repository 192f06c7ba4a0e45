namespace Orleans.Configuration;

/// <summary>Who this silo is.</summary>
public class SiloOptions
{
    public string SiloName { get; set; } = null!;
}
