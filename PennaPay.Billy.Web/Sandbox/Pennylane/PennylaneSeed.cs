namespace PennaPay.Billy.Web.Sandbox.Pennylane;
internal static class PennylaneSeed
{
    public static void Workshop(PennylaneCompany c) { }
    public static void Bakery(PennylaneCompany c) { }
}
