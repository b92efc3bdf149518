using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PixelHub.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SentCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "BouncedCount",
                table: "variants",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UnsplitBounced",
                table: "experiments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UnsplitSent",
                table: "experiments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql(SqlText.Load("SentCounts"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop table machine_only");

            migrationBuilder.DropColumn(
                name: "BouncedCount",
                table: "variants");

            migrationBuilder.DropColumn(
                name: "UnsplitBounced",
                table: "experiments");

            migrationBuilder.DropColumn(
                name: "UnsplitSent",
                table: "experiments");
        }
    }
}
