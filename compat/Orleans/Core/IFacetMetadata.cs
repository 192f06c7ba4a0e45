namespace Orleans;

/// <summary>Marks an attribute on a constructor parameter of a grain class that says how its value is made.</summary>
public interface IFacetMetadata;
